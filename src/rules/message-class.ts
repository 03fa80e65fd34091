/**
 * What a message is for. The Saudi regulator names warning, awareness, service, personal and promotional; a one-time
 * password and the answer to a text just received are apart because no quiet hour and no opt-out may delay them.
 */
export type MessageClass = 'reply' | 'otp' | 'service' | 'personal' | 'awareness' | 'promotional' | 'warning';

/** Which lane of the outbox a class travels in; 0 leaves first. */
export const PRIORITY: { readonly [C in MessageClass]: 0 | 1 | 2 | 3 } = {
  warning: 0,
  otp: 0,
  reply: 1,
  service: 2,
  personal: 2,
  awareness: 3,
  promotional: 3,
};

/** Every class, most urgent first. */
export const MESSAGE_CLASSES = Object.keys(PRIORITY) as readonly MessageClass[];
