/** What the two codes of the plays have in common: one catalogue of games, told in the language of the code and in English. */
export interface Telling {
  readonly language: 'fa' | 'it';
  /** Of two wordings the one in the code's own language, and the English one beside it. */
  readonly both: (local: string, en: string) => Readonly<Record<string, string>>;
}

const telling = (language: 'fa' | 'it'): Telling => ({
  language,
  both: (local, en) => ({ [language]: local, en }),
});

export const fa = telling('fa');
export const it = telling('it');

export function survey({ both, language }: Telling) {
  return {
    welcome: both(
      language === 'fa' ? 'سه پرسش کوتاه از {brand}:' : 'Tre domande brevi da {brand}:',
      'Three short questions from {brand}:',
    ),
    questions: [
      {
        name: 'recommend',
        type: 'nps',
        texts: both(
          language === 'fa'
            ? 'از ۰ تا ۱۰، چقدر ما را به دوستانتان پیشنهاد می‌کنید؟'
            : 'Da 0 a 10, quanto ci consiglieresti a un amico?',
          'From 0 to 10, how likely are you to recommend us?',
        ),
        ways: [{ min: 9, max: 10, goTo: 'best' }],
      },
      {
        name: 'wrong',
        type: 'text',
        texts: both(
          language === 'fa' ? 'چه چیزی را بهتر کنیم؟' : 'Che cosa possiamo migliorare?',
          'What could we do better?',
        ),
      },
      {
        name: 'best',
        type: 'text',
        texts: both(
          language === 'fa' ? 'چه چیزی را بیش از همه دوست دارید؟' : 'Che cosa ti piace di più?',
          'What do you like best?',
        ),
      },
    ],
  };
}

const quizQuestion = (
  { both }: Telling,
  name: string,
  question: readonly [string, string],
  options: readonly (readonly [string, string])[],
  right: number,
) => ({
  name,
  texts: both(`${question[0]} {options}`, `${question[1]} {options}`),
  options: options.map(([local, en]) => ({ labels: both(local, en) })),
  right,
});

export const quizFa = {
  questionsPerPlay: 2,
  bank: [
    quizQuestion(
      fa,
      'damavand',
      ['بلندترین کوه ایران؟', 'The highest mountain of Iran?'],
      [
        ['دماوند', 'Damavand'],
        ['الوند', 'Alvand'],
        ['سبلان', 'Sabalan'],
      ],
      1,
    ),
    quizQuestion(
      fa,
      'river',
      ['پرآب‌ترین رود ایران؟', 'The largest river of Iran?'],
      [
        ['کارون', 'Karun'],
        ['زاینده‌رود', 'Zayandeh Rud'],
      ],
      1,
    ),
    quizQuestion(
      fa,
      'poet',
      ['شاهنامه از کیست؟', 'Who wrote the Shahnameh?'],
      [
        ['حافظ', 'Hafez'],
        ['فردوسی', 'Ferdowsi'],
        ['سعدی', 'Saadi'],
      ],
      2,
    ),
  ],
};

export const quizIt = {
  questionsPerPlay: 2,
  bank: [
    quizQuestion(
      it,
      'po',
      ['Il fiume più lungo d’Italia?', 'The longest river of Italy?'],
      [
        ['Tevere', 'Tiber'],
        ['Po', 'Po'],
        ['Adige', 'Adige'],
      ],
      2,
    ),
    quizQuestion(
      it,
      'dante',
      ['Chi ha scritto la Commedia?', 'Who wrote the Divine Comedy?'],
      [
        ['Dante', 'Dante'],
        ['Petrarca', 'Petrarch'],
      ],
      1,
    ),
    quizQuestion(
      it,
      'moka',
      ['Che cosa si prepara con la moka?', 'What is made in a moka?'],
      [
        ['Il tè', 'Tea'],
        ['Il caffè', 'Coffee'],
      ],
      2,
    ),
  ],
};

export function faq({ language, both }: Telling) {
  const questions =
    language === 'fa'
      ? [
          {
            id: 'hours',
            asked: {
              fa: ['ساعت کاری شما چیست', 'چه ساعتی باز هستید'],
              en: ['when are you open', 'opening hours'],
            },
            answer: both('هر روز از ۸ صبح تا ۱۰ شب باز هستیم.', 'We are open every day from 8 am to 10 pm.'),
          },
          {
            id: 'where',
            asked: { fa: ['آدرس شما کجاست', 'کجا هستید'], en: ['where are you', 'what is your address'] },
            answer: both('تهران، خیابان جمهوری، پلاک ۱۲.', 'Tehran, Jomhuri Avenue, number 12.'),
          },
        ]
      : [
          {
            id: 'hours',
            asked: {
              it: ['a che ora aprite', 'quali sono gli orari'],
              en: ['when are you open', 'opening hours'],
            },
            answer: both(
              'Siamo aperti ogni giorno dalle 8 alle 22.',
              'We are open every day from 8 am to 10 pm.',
            ),
          },
          {
            id: 'where',
            asked: {
              it: ['dove siete', 'qual è il vostro indirizzo'],
              en: ['where are you', 'what is your address'],
            },
            answer: both('Via del Corso 12, Roma.', 'Via del Corso 12, Rome.'),
          },
        ];
  return { questions };
}

export function booking({ both, language }: Telling) {
  const text = (local: readonly [string, string], en: string) => both(local[language === 'fa' ? 0 : 1], en);
  return {
    flow: {
      flow: 1,
      languages: [language, 'en'],
      first: 'people',
      ttlMinutes: 30,
      maxTries: 3,
      tooManyTries: {
        texts: text(
          ['متوجه نشدیم. لطفا با ما تماس بگیرید.', 'Non abbiamo capito: chiamaci, per favore.'],
          'We did not understand. Please call us.',
        ),
      },
      steps: {
        people: {
          type: 'ask',
          texts: text(['میز برای چند نفر؟', 'Un tavolo per quante persone?'], 'A table for how many?'),
          accept: { type: 'number', min: 1, max: 12, isWhole: true },
          save: 'people',
          next: 'when',
        },
        when: {
          type: 'choose',
          texts: text(['ناهار یا شام؟ {options}', 'Pranzo o cena? {options}'], 'Lunch or dinner? {options}'),
          save: 'meal',
          options: [
            { value: 'lunch', labels: text(['ناهار', 'Pranzo'], 'Lunch') },
            { value: 'dinner', labels: text(['شام', 'Cena'], 'Dinner') },
          ],
          next: 'done',
        },
        done: {
          type: 'end',
          outcome: 'booked',
          texts: text(
            ['میزی برای {people} نفر نگه داشتیم.', 'Abbiamo tenuto un tavolo per {people}.'],
            'We are keeping a table for {people}.',
          ),
        },
      },
    },
  };
}
