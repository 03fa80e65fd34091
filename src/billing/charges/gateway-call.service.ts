import { Logger } from '@nestjs/common';
import { CHARGING } from './charge-limits';

const logger = new Logger('ChargeGateway');

/**
 * Calls a gateway for one answer to each of what it is given. A gateway that throws, hangs, or answers too few has a bug; whatever it
 * was given may have happened all the same.
 */
export async function answersOf<T>(
  call: () => Promise<readonly T[]>,
  count: number,
  otherwise: T,
  mostMs: number = CHARGING.callMs,
): Promise<readonly T[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), mostMs);
  });
  try {
    const answers = await Promise.race([call(), tooLate]);
    if (answers === null) logger.error(`a gateway did not answer within ${mostMs} ms`);
    else if (answers.length !== count) logger.error(`a gateway gave ${answers.length} answers to ${count}`);
    else return answers;
  } catch (error) {
    logger.error(error, 'a gateway threw');
  } finally {
    clearTimeout(timer);
  }
  return Array.from({ length: count }, () => otherwise);
}
