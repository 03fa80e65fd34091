import type { SystemTexts } from '../text-key';

export const italianTexts: SystemTexts = {
  stopConfirmed: 'Iscrizione annullata: non riceverai altri messaggi dal {code}.',
  stopConfirmedNamed: 'Hai lasciato {name}: non ne riceverai altri messaggi dal {code|nostro numero}.',
  stopConfirmedList:
    'Non riceverai altri messaggi dal {code}. Disattivati: {names}. Per riprenderne uno scrivi {example}.',
  stopAllConfirmed: 'Tutte le tue iscrizioni sono annullate. Non riceverai altri messaggi da noi.',
  stopMenu:
    'Cosa vuoi disattivare? {options}. Rispondi {stop|STOP TUTTO} per disattivare tutto. Senza risposta disattiviamo tutto.',
  stopNothing: 'Non hai iscrizioni sul {code}. Non ti invieremo nulla.',
  stopOrAnswer: 'Vuoi uscire? Rispondi {stop|STOP} per uscire oppure {option} per rispondere {word}.',
  intentConfirm: 'Vuoi fermare tutti i messaggi dal {code}? Rispondi {stop|STOP} e non ne invieremo altri.',
  help: '{brand}, numero {code}. Assistenza: {contact}. Per non ricevere altri messaggi rispondi {stop|STOP}.',
  helpShared: 'Sul {code} trovi: {services}. Per non ricevere altri messaggi rispondi {stop|STOP}.',
  startConfirmed:
    'Bentornato: puoi di nuovo ricevere messaggi dal {code}. Rispondi {stop|STOP} per fermarli.',
  startNothing: 'I messaggi dal {code} non sono bloccati. Rispondi {help|AIUTO} per assistenza.',
  joinAskConfirm:
    '{brand}: vuoi iscriverti a {list}? {frequency}. {rates}. Rispondi {yes|SI} per confermare. {stop|STOP} per uscire, {help|AIUTO} per assistenza.',
  joinWelcome:
    'Iscrizione a {list} di {brand} attiva. {frequency}. {rates}. {stop|STOP} per uscire, {help|AIUTO} per assistenza.',
  joinAlready: 'Fai già parte di {list}. Rispondi {stop|STOP} per uscire.',
  joinDeclined: 'Va bene: non ti abbiamo iscritto a {list}. Non ti invieremo nulla.',
  joinUnknown: 'Qui non esiste {name}. Puoi iscriverti a: {services}.',
  confirmExpired:
    'La risposta è arrivata tardi: non ti abbiamo iscritto a {list}. Per riprovare scrivi {example}.',
  nothingToConfirm: "Non c'è nulla da confermare. Rispondi {help|AIUTO} per assistenza.",
  freeList: 'Gratis su questo numero: {services}. Rispondi {help|AIUTO} per assistenza.',
  freeListEmpty: 'Al momento sul {code} non ci sono liste a cui iscriversi.',
  unknown: 'Non abbiamo capito il messaggio inviato al {code}. Rispondi {help|AIUTO} per assistenza.',
  unknownPremium:
    'Non abbiamo capito il messaggio inviato al {code}. {charged} Rispondi {help|AIUTO} per assistenza.',
  charged: 'Ti è stato addebitato.',
  notCharged: 'Non ti è stato addebitato.',
  notYet: '{keyword} non è ancora aperto. Apre il {opensAt}.',
  ended: '{keyword} è terminato. Grazie per il messaggio.',
  didYouMean: 'Intendevi {keyword}? Rispondi {yes|SI}.',
  contextRouted: 'Abbiamo passato il messaggio a {brand}, che ti ha scritto per ultimo.',
  statusNone: 'Non hai iscrizioni sul {code}.',
  statusList: 'Le tue iscrizioni: {services}. Rispondi {stop|STOP} per annullarle.',
  tooMany: "Hai inviato molti messaggi. Attendi un po' prima del prossimo.",
  ratesStandard: 'Costo secondo il tuo piano tariffario',
  ratesFree: 'I nostri messaggi sono gratuiti',
  frequencyVaries: 'Frequenza variabile',
};
