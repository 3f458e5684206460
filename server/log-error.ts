interface LoggedError {
  type: string;
  message: string;
  stack: string;
  [key: string]: unknown;
}

/** What the log says of an error and of what caused it: not the connection that came with it, which is a page long. */
export function logError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' };
  const { code, status, statusCode } = error as unknown as Record<string, unknown>;
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack ?? '',
    ...(code !== undefined && { code }),
    ...((status ?? statusCode) !== undefined && { status: status ?? statusCode }),
    ...(error.cause !== undefined && { cause: logError(error.cause) }),
  };
}
