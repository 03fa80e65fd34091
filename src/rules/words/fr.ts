import { listed, naming, saying, type WordPack } from '../word-pack';

/** French, with the misspellings of ARRÊT that a platform lists because people send them. */
export const french: WordPack = {
  language: 'fr',
  words: [
    ...saying('fr', 'stop', 'twilio-proxy', ['ARRET', 'ARRETE', 'ARRETT']),
    ...saying('fr', 'stop', 'D', [
      'ARRETER',
      'ARRETEZ',
      'DESABONNER',
      'DESABONNEMENT',
      'DESINSCRIRE',
      'DESINSCRIPTION',
      'RESILIER',
    ]),
    ...saying('fr', 'stop', 'D', ['FIN', 'ANNULER', 'SUPPRIMER'], { ambiguous: true }),
    ...saying('fr', 'stop', 'D', ['STOP TOUT', 'ARRET TOUT'], { scope: 'all' }),
    ...saying('fr', 'help', 'D', ['AIDE', 'INFOS']),
    ...saying('fr', 'start', 'D', ['DEMARRER', 'REPRENDRE', 'REACTIVER', 'ABONNEMENT']),
    ...saying('fr', 'join', 'D', ['REJOINDRE', 'INSCRIPTION', 'PARTICIPER']),
    ...saying('fr', 'yes', 'D', ['OUI', 'CONFIRMER', 'ACCORD']),
    ...saying('fr', 'no', 'D', ['NON', 'REFUSER']),
    ...saying('fr', 'status', 'D', ['STATUT', 'ETAT']),
    ...saying('fr', 'list', 'D', ['LISTE']),
  ],
  grammars: [
    ...naming('fr', 'stop', 'word name', 'D', ['ARRET', 'ARRETER', 'DESABONNER', 'RESILIER']),
    ...naming('fr', 'join', 'word name', 'D', ['REJOINDRE', 'INSCRIPTION', 'ABONNEMENT']),
  ],
  intent: {
    phrases: listed(`
      ne m'envoyez plus, ne menvoyez plus, n envoyez plus, n'envoyez plus, ne me contactez plus,
      ne m'écrivez plus, arrêtez de m'envoyer, arrête de m'envoyer, arrêtez d'envoyer,
      arrêtez les messages, arrêtez les sms, arrêtez vos, cessez de, cessez d'envoyer, plus de messages,
      plus de sms, laissez moi tranquille, laisse moi tranquille, foutez moi la paix, fichez moi la paix,
      désabonnez moi, désabonne moi, désinscrivez moi, retirez moi, enlevez moi, supprimez mon numéro,
      effacez mon numéro, retirez mon numéro, je ne veux plus recevoir, ne veux plus recevoir,
      je ne souhaite plus recevoir, je veux plus recevoir, je ne veux plus de vos, me désabonner,
      me désinscrire, résilier mon abonnement, annuler mon abonnement, vous vous trompez de numéro,
      vous avez le mauvais numéro, je retire mon consentement
    `),
    wholePhrases: listed(`
      mauvais numéro, faux numéro, erreur de numéro, pas intéressé, pas intéressée,
      je ne suis pas intéressé, ça suffit
    `),
    courtesy: listed(`
      svp, stp, s'il, s, il, vous, te, plaît, plait, merci, beaucoup, bonjour, bonsoir, salut, maintenant,
      immédiatement, de, suite, tout, toute, désolé, désolée, je, veux, voudrais, prie, en, ok, oui, et
    `),
    objects: listed(`
      message, messages, sms, texto, textos, ça, ceci, cela, ce, cet, ces, le, la, les, l, mes, mon, ma,
      service, abonnement, l'abonnement, inscription, notifications, alertes, pub, publicité, publicités,
      spam, envoi, envois, l'envoi, numéro, liste, vos, des, du
    `),
    ordinary: listed(`
      qui, quoi, suit, arrêts, carrée, arête, arrière, la fin, en fin, le fin, annulée, annulés, garret, sop
    `),
    negations: listed('pas, jamais, pourquoi'),
  },
};
