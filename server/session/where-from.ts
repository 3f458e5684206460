import type { IncomingMessage } from 'node:http';

import proxyAddr from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

/** Where a request comes from, as far as can be believed. */
export interface WhereFrom {
  address: string;
  /** What is counted for one another: an address, or of version 6 the network of 64 bits, which one subscriber has whole. */
  network: string;
  /** Over TLS, which ends at a proxy of ours. */
  secure: boolean;
  /** From this machine itself, and not passed on for somebody else. */
  here: boolean;
}

const HERE = /^(::1$|(::ffff:)?127\.)/;
/** Headers that proxies write, each in its way. */
const PASSED_ON =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * What is to be believed of where requests come from. What a proxy says counts only where its address is among `proxies`;
 * of anybody else it shows only that the request was passed on.
 *
 * @param proxies addresses or blocks, as 10.0.0.0/8
 * @throws TypeError for what is neither
 */
export function createWhereFrom(
  proxies: readonly string[],
): (request: Pick<IncomingMessage, 'headers' | 'socket'>) => WhereFrom {
  const trust = proxyAddr.compile([...proxies]);
  return (request) => {
    const peer = request.socket.remoteAddress ?? '';
    // What was passed on is from somewhere else, whatever it says: who is on this machine needs no proxy.
    const here = HERE.test(peer) && !Object.keys(request.headers).some((name) => PASSED_ON.test(name)); // prettier-ignore
    if (peer === '' || !trust(peer, 0))
      return { address: peer, network: networkOf(peer), secure: false, here };
    const address = proxyAddr(request as IncomingMessage, trust);
    // Of several the last: the nearest proxy wrote it.
    const protocol = String(request.headers['x-forwarded-proto'] ?? '').split(',').at(-1)!.trim(); // prettier-ignore
    return { address, network: networkOf(address), secure: protocol === 'https', here };
  };
}

/** As 192.0.2.7, or 2001:db8:1:2::/64; what is no address stays as it is. */
function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.isValid(address)) return address;
  const known = ipaddr.process(address);
  if (known.kind() === 'ipv4') return known.toString();
  const { parts } = known as ipaddr.IPv6;
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
