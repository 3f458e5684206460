import type { IncomingMessage } from 'node:http';

import { expect, it } from 'vitest';

import { createWhereFrom } from './where-from.ts';

const asked = (remoteAddress: string, headers: Record<string, string>): IncomingMessage =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;
const by = (xff: string, proto = 'https') => ({
  'x-forwarded-for': xff,
  'x-forwarded-proto': proto,
});

it.each<[string, string[], string, Record<string, string>, string, boolean, boolean]>([
  ['the machine itself', [], '127.0.0.1', {}, '127.0.0.1', false, true],
  ['the machine itself, by IPv6', [], '::ffff:127.0.0.1', {}, '::ffff:127.0.0.1', false, true],
  ['another', [], '10.1.1.9', {}, '10.1.1.9', false, false],
  ['another that says it is here and secure', [], '10.1.1.9', by('127.0.0.1'), '10.1.1.9', false, false],
  ['a proxy on the machine that nobody named', [], '127.0.0.1', by('10.1.1.9'), '127.0.0.1', false, false],
  ['one that says only Via', [], '127.0.0.1', { via: '1.1 squid' }, '127.0.0.1', false, false],
  ['one that says only Forwarded', [], '::1', { forwarded: 'for=10.1.1.9' }, '::1', false, false],
  ['a proxy that was named', ['127.0.0.1'], '127.0.0.1', by('10.1.1.9'), '10.1.1.9', true, false],
  ['what comes by it without TLS', ['127.0.0.1'], '127.0.0.1', by('10.1.1.9', 'http'), '10.1.1.9', false, false],
  ['what was forged before it', ['127.0.0.1'], '127.0.0.1', by('127.0.0.1, 10.1.1.9'), '10.1.1.9', true, false],
  ['two that were named', ['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', by('8.8.8.8, 10.0.0.2', 'http, https'), '8.8.8.8', true, false],
  ['one that says only X-Real-IP', [], '127.0.0.1', { 'x-real-ip': '10.1.1.9' }, '127.0.0.1', false, false],
  ['what is forged within a block that is believed', ['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', by('127.0.0.1, 10.1.1.9'), '127.0.0.1', true, false],
  ['the proxy itself', ['127.0.0.1'], '127.0.0.1', {}, '127.0.0.1', false, true],
])('%s', (_, proxies, peer, headers, address, secure, here) => {
  expect(createWhereFrom(proxies)(asked(peer, headers))).toMatchObject({ address, secure, here });
}); // prettier-ignore

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('counts %s as %s', (peer, network) => {
  expect(createWhereFrom([])(asked(peer, {})).network).toBe(network);
});
