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
  serviceAsk:
    'Abbonamento {service} di {provider}: {trial} {price} {cycle}. Rispondi {yes|SI} per attivarlo. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceAskOnce:
    '{service} di {provider}: {price}, {cycle}. Rispondi {yes|SI} per acquistare. Per rinunciare: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceAskReminder:
    'Attendiamo la tua risposta: abbonamento {service} di {provider}, {trial} {price} {cycle}. {yes|SI} per attivarlo, {stop|STOP} per rinunciare. Assistenza: {help|AIUTO}.',
  serviceWelcome:
    'Abbonamento {service} di {provider} attivo: {price} {cycle}, prossimo addebito {next}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceWelcomeOnce:
    '{service} di {provider} attivato: {price}, un solo addebito. Per rinunciare: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceTrialWelcome:
    'Abbonamento {service} di {provider} attivo: gratis fino al {next}, poi {price} {cycle}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceTrialEnding:
    'La prova gratuita di {service} finisce il {next}. Poi costa {price} {cycle}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceReceipt:
    'Ricevuta: {price} per {service}, pagato fino al {next}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceReceiptOnce: 'Ricevuta: {price} per {service}, un solo addebito. Assistenza: {help|AIUTO}.',
  serviceRenewalNotice:
    '{service} si rinnova il {next} a {price} {cycle}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceReminder:
    'Abbonamento {service} di {provider}: {price} {cycle}, prossimo addebito {next}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceSpendReminder:
    'Finora hai speso {spent} per {service}, che costa {price} {cycle}. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  servicePaymentFailed:
    'Non abbiamo potuto addebitare {price} per {service}. Riprende appena pagato. Per uscire: {stop|STOP}. Assistenza: {help|AIUTO}.',
  serviceGoodbye: 'Abbonamento {service} di {provider} disattivato. Non ti addebiteremo altro.',
  serviceRefused:
    'Non abbiamo potuto attivare {service} e non ti è stato addebitato nulla. Assistenza: {help|AIUTO}.',
  serviceContent: '{content}\n{price} {cycle}. Per uscire: {stop|STOP}',
  serviceTrialFirst: 'prova gratuita ({days} gg), poi',
  cycleDay: 'al giorno',
  cycleWeek: 'a settimana',
  cycleFortnight: 'ogni due settimane',
  cycleMonth: 'al mese',
  cycleOnce: 'una tantum',
  cycleMessage: 'a messaggio',
};
