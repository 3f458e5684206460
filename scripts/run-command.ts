import { CannotStart } from '#server/errors.ts';

/**
 * Run what a line on the command line asks for; `--help` and `-h` print its text. What cannot be, and words that are none of
 * its own, are a sentence, all else comes with its stack; both end with exit code 1.
 */
export async function runCommand(help: string, main: () => Promise<void>): Promise<void> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(help);
    return;
  }
  try {
    await main();
  } catch (error) {
    const usage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    const said = error instanceof CannotStart || usage;
    console.error(said ? (error as Error).message : (error as Error).stack);
    process.exitCode = 1;
  }
}
