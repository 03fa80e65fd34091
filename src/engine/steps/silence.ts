import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import { stopQuietly } from './stop';

/** Machines, blocked people and loops are not answered; a STOP inside a loop counts all the same. */
export function staySilent(scene: Scene): Outcome | null {
  const { sender, person } = scene.snapshot;
  if (sender === 'machine') return outcome('was sent by a machine, not by a handset');
  if (person.blocked) return stopQuietly(scene, 'the person is blocked') ?? outcome('the person is blocked');
  if (isLoop(scene)) return stopQuietly(scene, 'loop') ?? outcome('loop: too many texts in five minutes');
  return null;
}

function isLoop({
  snapshot: {
    person: { memory },
  },
  saidAt,
}: Scene): boolean {
  const { windowAt, windowTexts = 0 } = memory;
  const isSameWindow = windowAt !== undefined && saidAt.getTime() - windowAt.getTime() < LIMITS.loopWindowMs;
  return isSameWindow && windowTexts >= LIMITS.loopTexts;
}
