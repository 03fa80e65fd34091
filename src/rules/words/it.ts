import { listed, naming, saying, type WordPack } from '../word-pack';

/** Italian. STOP and INFO are Italian words on an Italian number; its profile says so. */
export const italian: WordPack = {
  language: 'it',
  words: [
    ...saying('it', 'stop', 'fidelity', ['ANNULLA']),
    ...saying('it', 'stop', 'D', [
      'BASTA',
      'DISATTIVA',
      'CANCELLA',
      'DISISCRIVI',
      'DISISCRIVIMI',
      'CANCELLAMI',
      'RECEDO',
      'REVOCA',
    ]),
    ...saying('it', 'stop', 'D', ['FINE', 'ESCI', 'RIMUOVI'], { ambiguous: true }),
    ...saying(
      'it',
      'stop',
      'D',
      ['STOP TUTTO', 'STOP TUTTI', 'ANNULLA TUTTO', 'DISATTIVA TUTTO', 'CANCELLA TUTTO'],
      { scope: 'all' },
    ),
    ...saying('it', 'help', 'D', ['AIUTO', 'ASSISTENZA']),
    ...saying('it', 'start', 'D', ['ATTIVA', 'RIATTIVA', 'INIZIA', 'RIPRENDI']),
    ...saying('it', 'join', 'D', ['ISCRIVIMI', 'ISCRIVITI', 'ISCRIZIONE', 'ENTRA', 'PARTECIPA']),
    ...saying('it', 'yes', 'D', ['SI', 'CONFERMO', 'CONFERMA', 'CERTO', 'ACCETTO']),
    ...saying('it', 'no', 'D', ['NO', 'RIFIUTO', 'NON ACCETTO']),
    ...saying('it', 'status', 'D', ['STATO']),
    ...saying('it', 'list', 'D', ['LISTA', 'ELENCO', 'SERVIZI']),
  ],
  grammars: [
    ...naming('it', 'stop', 'word name', 'D', [
      'ANNULLA',
      'BASTA',
      'DISATTIVA',
      'CANCELLA',
      'DISISCRIVI',
      'ESCI DA',
      'ESCI',
    ]),
    ...naming('it', 'stop', 'name word', 'D', ['ANNULLA', 'BASTA']),
    ...naming('it', 'join', 'word name', 'D', ['ATTIVA', 'ISCRIVIMI', 'ISCRIVITI', 'ISCRIZIONE', 'ENTRA']),
  ],
  intent: {
    phrases: listed(`
      non mandatemi più, non mandate più, non mandarmi più, non inviatemi più, non inviate più,
      non scrivetemi, non scrivermi, non contattatemi, non contattarmi, non disturbatemi,
      non chiamatemi più, basta messaggi, basta sms, basta con questi, basta scrivermi, smettetela,
      smettila, smettete di, smetti di, finitela, lasciatemi in pace, lasciami in pace, lasciatemi stare,
      cancellatemi, toglietemi, toglimi, rimuovetemi, rimuovimi, disiscrivetemi, disattivatemi,
      eliminate il mio numero, cancellate il mio numero, togliete il mio numero, non voglio più ricevere,
      non voglio ricevere, non desidero più ricevere, non desidero ricevere, non voglio più messaggi,
      non voglio messaggi, non voglio più sms, non voglio più i vostri, voglio disiscrivermi,
      voglio cancellarmi, vorrei disiscrivermi, vorrei cancellarmi, come mi cancello, come mi disiscrivo,
      come faccio a disattivare, come si disattiva, come disattivo, disattivate il servizio,
      annullate il servizio, annullate abbonamento, revoco il consenso, avete sbagliato numero,
      ha sbagliato numero
    `),
    wholePhrases: listed(`
      numero sbagliato, hai sbagliato numero, persona sbagliata, non mi interessa, non sono interessato,
      non sono interessata, non interessa
    `),
    courtesy: listed(`
      per, favore, cortesia, piacere, grazie, mille, tante, cortesemente, gentilmente, prego, vi, subito,
      ora, adesso, immediatamente, scusa, scusate, scusi, ciao, salve, buongiorno, buonasera, così, con,
      ho, detto, voglio, vorrei, e, di, da, ok, saluti, cordiali, distinti, xfavore, x, pf, ormai
    `),
    objects: listed(`
      messaggi, messaggio, sms, questo, questi, questa, queste, il, lo, la, i, gli, le, mio, mia,
      servizio, servizi, abbonamento, iscrizione, notifiche, avvisi, pubblicità, spam, numero, mi, me,
      tutto, tutti, dei, del, della, dal, dalla, lista, newsletter, invio, vostri
    `),
    ordinary: listed(`
      qui, quid, asta, tasta, evoca, pasta, busta, vasta, casta, bassa, batta, basti, baste, bastò, sto, annullò, revocò, recedi,
      cancelli, cancellò, la fine, il fine, fine del, di fine, per fine, le fine, e la fine, con fine
    `),
    negations: listed('non, perché'),
  },
};
