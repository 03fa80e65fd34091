import type { Language } from '../../text/language';

/** What a vote says to a person, by the occasion. */
export const VOTE_TEXT_KEYS = [
  'voted',
  'changed',
  'same',
  'refused',
  'limit',
  'ask',
  'askSeveral',
  'unclear',
  'tooMany',
  'givenUp',
] as const;

export type VoteTextKey = (typeof VOTE_TEXT_KEYS)[number];

/** What it says before and after its window and outside its hours. */
export type VoteWindowKey = 'before' | 'after' | 'outside';

type VoteTexts = { readonly [K in VoteTextKey | VoteWindowKey]: string };

/** The words of a brand that has none of its own. */
export const VOTE_TEXTS: { readonly [L in Language]: VoteTexts } = {
  fa: {
    voted: 'رأی شما به «{choice}» ثبت شد. سپاس از همراهی شما.',
    changed: 'رأی شما از «{before}» به «{choice}» تغییر کرد.',
    same: 'پیش‌تر به «{choice}» رأی داده‌اید و رأی شما پابرجاست. {charged}',
    refused: 'هر نفر یک رأی دارد و رأی شما به «{choice}» ثبت شده است. {charged}',
    limit: 'همه رأی‌های امروز خود را داده‌اید. فردا دوباره می‌توانید رأی بدهید. {charged}',
    ask: '{question|به کدام گزینه رأی می‌دهید؟} شماره آن را بفرستید:\n{options}',
    askSeveral:
      '{question|به کدام گزینه‌ها رأی می‌دهید؟} شماره‌ها را با فاصله بفرستید (حداکثر {most}):\n{options}',
    unclear: 'این گزینه را پیدا نکردیم. {charged} شماره گزینه را بفرستید:\n{options}',
    tooMany: 'بیش از اندازه انتخاب کردید (حداکثر {most}). {charged} دوباره بفرستید:\n{options}',
    givenUp: 'رأی شما را متوجه نشدیم و چیزی ثبت نشد. {charged}',
    before: 'رأی‌گیری هنوز شروع نشده است. آغاز: {opensAt}. {charged}',
    after: 'رأی‌گیری به پایان رسیده است و این رأی شمرده نشد. {charged}',
    outside: 'اکنون زمان رأی‌گیری نیست. آغاز دوباره: {opensAt}. {charged}',
  },
  ar: {
    voted: 'تم تسجيل صوتك لصالح «{choice}». شكرًا لمشاركتك.',
    changed: 'تم تغيير صوتك من «{before}» إلى «{choice}».',
    same: 'سبق أن صوّتّ لصالح «{choice}» وصوتك محفوظ. {charged}',
    refused: 'لكل شخص صوت واحد، وصوتك مسجّل لصالح «{choice}». {charged}',
    limit: 'استخدمت كل أصواتك لهذا اليوم. يمكنك التصويت من جديد غدًا. {charged}',
    ask: '{question|لمن تصوّت؟} أرسل رقم اختيارك:\n{options}',
    askSeveral: '{question|لمن تصوّت؟} أرسل أرقام اختياراتك وبينها مسافة (بحد أقصى {most}):\n{options}',
    unclear: 'لم نجد هذا الاختيار. {charged} أرسل رقم اختيارك:\n{options}',
    tooMany: 'اخترت أكثر من المسموح (بحد أقصى {most}). {charged} أرسل اختيارك من جديد:\n{options}',
    givenUp: 'لم نفهم صوتك ولم يُسجَّل شيء. {charged}',
    before: 'لم يبدأ التصويت بعد. يبدأ في: {opensAt}. {charged}',
    after: 'انتهى التصويت ولم يُحتسب هذا الصوت. {charged}',
    outside: 'التصويت مغلق الآن. يعود في: {opensAt}. {charged}',
  },
  it: {
    voted: 'Il tuo voto per {choice} è stato registrato. Grazie!',
    changed: 'Hai cambiato il tuo voto da {before} a {choice}.',
    same: 'Hai già votato per {choice} e il tuo voto resta valido. {charged}',
    refused: 'Un voto a persona: il tuo è già andato a {choice}. {charged}',
    limit: 'Hai già usato tutti i voti di oggi. Puoi votare ancora domani. {charged}',
    ask: '{question|Per chi voti?} Rispondi con il numero:\n{options}',
    askSeveral:
      '{question|Per chi voti?} Rispondi con i numeri separati da uno spazio (al massimo {most}):\n{options}',
    unclear: 'Non abbiamo trovato questa scelta. {charged} Rispondi con il numero:\n{options}',
    tooMany: 'Hai scelto troppe opzioni (al massimo {most}). {charged} Rispondi di nuovo:\n{options}',
    givenUp: 'Non abbiamo capito il tuo voto e non è stato registrato nulla. {charged}',
    before: 'Il voto non è ancora aperto. Inizio: {opensAt}. {charged}',
    after: 'Il voto è chiuso e questo messaggio non è stato conteggiato. {charged}',
    outside: 'Il voto ora è chiuso. Riapre: {opensAt}. {charged}',
  },
  en: {
    voted: 'Your vote for {choice} has been counted. Thank you!',
    changed: 'Your vote has moved from {before} to {choice}.',
    same: 'You have already voted for {choice}, and your vote stands. {charged}',
    refused: 'One vote each: yours went to {choice}. {charged}',
    limit: 'You have used all your votes for today. You can vote again tomorrow. {charged}',
    ask: '{question|Who gets your vote?} Reply with the number:\n{options}',
    askSeveral:
      '{question|Who gets your vote?} Reply with the numbers and a space between them (at most {most}):\n{options}',
    unclear: 'We could not find that choice. {charged} Reply with the number:\n{options}',
    tooMany: 'That is too many (at most {most}). {charged} Please reply again:\n{options}',
    givenUp: 'We could not read your vote, so nothing was counted. {charged}',
    before: 'Voting is not open yet. It starts {opensAt}. {charged}',
    after: 'Voting has ended and this vote was not counted. {charged}',
    outside: 'Voting is closed right now. It opens again {opensAt}. {charged}',
  },
  fr: {
    voted: 'Votre vote pour {choice} est enregistré. Merci !',
    changed: 'Votre vote est passé de {before} à {choice}.',
    same: 'Vous avez déjà voté pour {choice} et votre vote reste valable. {charged}',
    refused: 'Un vote par personne : le vôtre est allé à {choice}. {charged}',
    limit: 'Vous avez utilisé tous vos votes du jour. Vous pourrez revoter demain. {charged}',
    ask: '{question|Pour qui votez-vous ?} Répondez par le numéro :\n{options}',
    askSeveral:
      '{question|Pour qui votez-vous ?} Répondez par les numéros séparés par une espace (au plus {most}) :\n{options}',
    unclear: "Nous n'avons pas trouvé ce choix. {charged} Répondez par le numéro :\n{options}",
    tooMany: 'Vous avez choisi trop d’options (au plus {most}). {charged} Répondez à nouveau :\n{options}',
    givenUp: "Nous n'avons pas compris votre vote et rien n'a été enregistré. {charged}",
    before: "Le vote n'est pas encore ouvert. Début : {opensAt}. {charged}",
    after: "Le vote est terminé et ce message n'a pas été compté. {charged}",
    outside: 'Le vote est fermé en ce moment. Réouverture : {opensAt}. {charged}',
  },
  tr: {
    voted: '{choice} için oyunuz kaydedildi. Teşekkürler!',
    changed: 'Oyunuz {before} yerine {choice} olarak değiştirildi.',
    same: 'Daha önce {choice} için oy verdiniz, oyunuz geçerli. {charged}',
    refused: 'Her kişinin bir oyu var: oyunuz {choice} için kaydedildi. {charged}',
    limit: 'Bugünkü oylarınızın hepsini kullandınız. Yarın yeniden oy verebilirsiniz. {charged}',
    ask: '{question|Oyunuz kime?} Numarasını yanıtlayın:\n{options}',
    askSeveral: '{question|Oyunuz kime?} Numaraları boşlukla ayırıp yanıtlayın (en fazla {most}):\n{options}',
    unclear: 'Bu seçeneği bulamadık. {charged} Numarasını yanıtlayın:\n{options}',
    tooMany: 'Çok fazla seçenek seçtiniz (en fazla {most}). {charged} Yeniden yanıtlayın:\n{options}',
    givenUp: 'Oyunuzu anlayamadık ve hiçbir şey kaydedilmedi. {charged}',
    before: 'Oylama henüz başlamadı. Başlangıç: {opensAt}. {charged}',
    after: 'Oylama sona erdi, bu oy sayılmadı. {charged}',
    outside: 'Oylama şu anda kapalı. Yeniden açılış: {opensAt}. {charged}',
  },
};
