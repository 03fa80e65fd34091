import { fold } from '../../text/fold';

/** Words that every question has: they say that something is asked, not what. */
const WORDS = {
  fa: `از به با در تا بر برای را رو که و یا هم این آن اون یک هر چه چی چیه چیست چطور چطوری چگونه چقدر چقدره چند چنده کی کجا کجاست کدام آیا
    است هست هستش هستید هستین هستند نیست بود باشد می میشه می‌شود شود شد شما من ما تون تان اینجا دارد دارید دارین داره داریم کنم کنیم کنید
    میتونم می‌توانم میتوانم بتونم توانم میخوام می‌خواهم میخواستم خواهم ها های ای جای شدن امروز امشب الان ساعتی مجاز گرفتن بگیرم کردن وارد سلام لطفا لطفاً ممنون مرسی مورد بدونم بدانم بگید بگین بفرمایید باید`,
  ar: `من في على الى إلى عن مع أو او و هل ما ماذا متى أين اين كيف كم بكم أي اي هو هي هذا هذه ذلك التي الذي لدي لديكم عندكم لكم أنا انا نحن أنتم
    يمكن يمكنني استطيع أستطيع أريد اريد من فضلك فضلكم رجاء شكرا مرحبا السلام عليكم كان يكون تكون يوجد هناك أن ان بدي لي كل اليوم الآن الان لو سمحت يسمح مسموح مسموحة ممكن`,
  it: `il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella con su sul per tra fra e ed o
    che chi cosa come quando quanto quanta quanti quante quale quali dove è e' sono siete avete ho ha hai si ci vi mi ti mio mia posso potete puo può
    vorrei voglio sapere salve ciao buongiorno buonasera grazie prego favore c'è c oggi stasera adesso ora possono possiamo permesso permesse permessi ammessi ammesso fare fate essere devo`,
  en: `a an the of to in on at for with from by and or is are am be been was do does did you your yours i me my we our it its this that these those there
    what when where which who how much many can could may would will should shall want like need know tell please hi hello hey thanks thank any
    have has get if so just about until today tonight now time pls plz allowed permitted i'd i'm s d m`,
  fr: `le la les un une des de du à au aux en et ou que qui quoi quel quelle quels quelles quand comment combien où est sont vous votre vos je me mon ma mes
    nous il elle ce cet cette ces y a avez ai peut peux puis je voudrais veux savoir bonjour merci s'il plaît plait pour avec dans sur d l`,
  tr: `bir bu şu o ve veya ile için mi mı mu mü ne nasıl kaç nerede nereye zaman hangi var mıdır ben siz biz sizin bana lütfen merhaba selam teşekkürler
    istiyorum öğrenmek misiniz musunuz da de`,
} as const;

export const STOP_WORDS: ReadonlySet<string> = new Set(
  Object.values(WORDS).flatMap((words) => words.split(/\s+/).flatMap((word) => fold(word).split(' '))),
);
