interface LoggedError {
  type: string;
  message: string;
  stack: string;
  [key: string]: unknown;
}

/** What the log says of an error and of what caused it: not the connection that came with it, which is a page long. */
export function logError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutTokens(String(error)), stack: '' };
  const { code, status, statusCode } = error as unknown as Record<string, unknown>;
  return {
    type: error.constructor.name,
    message: withoutTokens(error.message),
    stack: withoutTokens(error.stack ?? ''),
    ...(code !== undefined && { code }),
    ...((status ?? statusCode) !== undefined && { status: status ?? statusCode }),
    ...(error.cause !== undefined && { cause: logError(error.cause) }),
  };
}

/** 256 bits in base64url: the secret of a session, a link or a device. */
const TOKEN = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;

function withoutTokens(text: string): string {
  return text.replace(TOKEN, '…');
}

/** What the log says of a request. Phones have their token in the address: of what is no question of a screen only the path. */
export function logRequest(request: {
  method: string;
  url: string;
  ip?: string;
}): Record<string, unknown> {
  const { method, url, ip } = request;
  const said = url.startsWith('/api/') ? url : url.split('?', 1)[0]!;
  return { method, url: withoutTokens(said), remoteAddress: ip };
}
