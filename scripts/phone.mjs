// npm run phone -- --from 989121234567 --to 2050: a handset in the terminal against the running engine.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Handset, HandsetError } from './handset.mjs';
import { root } from './lock.mjs';
import { stopWith } from './say.mjs';

const POLL_MS = 300;
const ANSWER_MS = 5_000;
const SECOND_ANSWER_MS = 700; // one text may earn two
const USAGE =
  'npm run phone -- --from 989121234567 --to 2050 [--url http://127.0.0.1:3000] [--once "JOIN NEWS"]';

const phone = settings();
try {
  if (phone.once === undefined) await converse(phone);
  else await sendOnce(phone);
} catch (error) {
  if (!(error instanceof HandsetError)) throw error;
  stopWith(error.message);
}

function settings() {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const string = { type: 'string' };
  let values;
  try {
    ({ values } = parseArgs({ options: { from: string, to: string, url: string, once: string } }));
  } catch (error) {
    stopWith(`${error.message.split('\n')[0]} Usage: ${USAGE}`);
  }
  const from = westernDigits(values.from ?? '').replace(/^(\+|00)|[\s-]/g, '');
  const to = westernDigits(values.to ?? '').trim();
  const url = values.url ?? `http://127.0.0.1:${process.env.PORT || 3000}`;
  if (!/^[1-9]\d{6,14}$/.test(from))
    stopWith(`--from must be a mobile number with its country code. Usage: ${USAGE}`);
  if (!/^\d{2,15}$/.test(to)) stopWith(`--to must be a short code. Usage: ${USAGE}`);
  if (!URL.canParse(url)) stopWith(`--url is not an address: ${url}`);
  return { from, to, once: values.once, handset: new Handset(url, from) };
}

async function sendOnce({ handset, to, once }) {
  await handset.receive(); // what came before is not the answer
  await handset.send(to, once);
  let until = Date.now() + ANSWER_MS;
  let count = 0;
  while (Date.now() < until) {
    const arrived = await handset.receive();
    arrived.forEach((text) => console.log(shown(text)));
    if (arrived.length > 0 && count === 0) until = Math.min(until, Date.now() + SECOND_ANSWER_MS);
    count += arrived.length;
    await sleep(POLL_MS / 3);
  }
  if (count === 0) stopWith(`No answer from ${to} within ${ANSWER_MS / 1000} s.`);
}

async function converse({ handset, from, to }) {
  await handset.receive();
  console.log(`You are +${from}, texting ${to}. A line is a text; Ctrl-C hangs up.`);
  const output = process.stdin.isTTY ? process.stdout : undefined; // a script needs no prompt
  const lines = createInterface({ input: process.stdin, output, prompt: '> ' });
  const line = { isOpen: true };
  lines.on('SIGINT', () => lines.close());
  const ears = listen(handset, lines, line);
  ears.catch(() => lines.close());
  lines.prompt();
  for await (const text of lines) {
    if (text.trim()) await handset.send(to, text);
    lines.prompt();
  }
  if (!process.stdin.isTTY) await sleep(ANSWER_MS); // a script's last text deserves its answer too
  line.isOpen = false;
  await ears;
}

async function listen(handset, lines, line) {
  while (line.isOpen) {
    for (const text of await handset.receive()) {
      if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
      console.log(shown(text));
      lines.prompt(true); // what was being typed stands again below
    }
    await sleep(POLL_MS);
  }
}

/** Isolated, so that Persian or Arabic does not pull the rest of the line about; without what could steer the terminal. */
function shown({ from, text }) {
  const visible = text.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ');
  const isolated = visible.split('\n').map((line) => `\u2068${line}\u2069`);
  return `${from}: ${isolated.join('\n    ')}`;
}

function westernDigits(text) {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
