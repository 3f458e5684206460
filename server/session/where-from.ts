import type { IncomingMessage } from 'node:http';

import proxyAddr from '@fastify/proxy-addr';

/** Where a request comes from, as far as can be believed. */
export interface WhereFrom {
  address: string;
  /** Over TLS, which ends at a proxy of ours. */
  secure: boolean;
  /** From this machine itself, and not passed on for somebody else. */
  here: boolean;
}

const HERE = /^(::1$|(::ffff:)?127\.)/;

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
    const { forwarded, via } = request.headers;
    const passedOn = forwarded ?? via ?? request.headers['x-forwarded-for'];
    if (peer === '' || !trust(peer, 0))
      return { address: peer, secure: false, here: passedOn === undefined && HERE.test(peer) };
    const address = proxyAddr(request as IncomingMessage, trust);
    // Of several the last: the nearest proxy wrote it.
    const protocol = String(request.headers['x-forwarded-proto'] ?? '').split(',').at(-1)!.trim(); // prettier-ignore
    return { address, secure: protocol === 'https', here: HERE.test(address) };
  };
}
