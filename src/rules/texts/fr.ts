import type { SystemTexts } from '../text-key';

/** Kept to the letters of the GSM alphabet where French allows it: one ç or ê would make the text twice as dear. */
export const frenchTexts: SystemTexts = {
  stopConfirmed: 'Désabonnement enregistré : vous ne recevrez plus de messages du {code}.',
  stopConfirmedNamed: 'Vous avez quitté {name} et ne recevrez plus ses messages du {code|service}.',
  stopConfirmedList:
    'Vous ne recevrez plus de messages du {code}. Supprimés : {names}. Pour en reprendre un, envoyez {example}.',
  stopAllConfirmed: 'Tous vos abonnements chez nous sont résiliés. Vous ne recevrez plus de messages.',
  stopMenu:
    'Que voulez-vous quitter ? {options}. Répondez {stop|STOP TOUT} pour tout quitter. Sans réponse, tout sera résilié.',
  stopNothing: "Vous n'avez aucun abonnement au {code}. Nous ne vous enverrons rien.",
  stopOrAnswer: 'Voulez-vous partir ? Répondez {stop|STOP} pour partir ou {option} pour répondre {word}.',
  intentConfirm:
    "Voulez-vous ne plus recevoir de messages du {code} ? Répondez {stop|STOP} et nous n'en enverrons plus.",
  help: '{brand}, numéro {code}. Contact : {contact}. Pour ne plus recevoir de messages, répondez {stop|STOP}.',
  helpShared: 'Au {code} vous trouvez : {services}. Pour ne plus recevoir de messages, répondez {stop|STOP}.',
  startConfirmed:
    'Bon retour : vous pouvez à nouveau recevoir les messages du {code}. Répondez {stop|STOP} pour partir.',
  startNothing: "Les messages du {code} ne sont pas bloqués. Répondez {help|AIDE} pour obtenir de l'aide.",
  joinAskConfirm:
    "{brand} : rejoindre {list} ? {frequency}. {rates}. Répondez {yes|OUI} pour confirmer. {stop|STOP} pour partir, {help|AIDE} pour obtenir de l'aide.",
  joinWelcome:
    "Bienvenue à {list} de {brand}. {frequency}. {rates}. {stop|STOP} pour partir, {help|AIDE} pour obtenir de l'aide.",
  joinAlready: 'Vous faites déjà partie de {list}. Répondez {stop|STOP} pour partir.',
  joinDeclined: "Entendu : nous ne vous avons pas inscrit à {list}. Nous n'enverrons rien.",
  joinUnknown: "{name} n'existe pas ici. Vous pouvez rejoindre : {services}.",
  confirmExpired: 'Votre réponse est arrivée trop tard pour {list}. Pour recommencer, envoyez {example}.',
  nothingToConfirm: "Aucune réponse n'est attendue. Répondez {help|AIDE} pour obtenir de l'aide.",
  freeList: "Gratuit sur ce numéro : {services}. Répondez {help|AIDE} pour obtenir de l'aide.",
  freeListEmpty: "Il n'y a rien à rejoindre au {code} pour le moment.",
  unknown: "Nous n'avons pas compris votre message au {code}. Répondez {help|AIDE} pour obtenir de l'aide.",
  unknownPremium:
    "Nous n'avons pas compris votre message au {code}. {charged} Répondez {help|AIDE} pour obtenir de l'aide.",
  charged: 'Il vous a été facturé.',
  notCharged: 'Il ne vous a pas été facturé.',
  notYet: "{keyword} n'est pas encore ouvert. Ouverture le {opensAt}.",
  ended: '{keyword} est terminé. Merci de votre message.',
  didYouMean: 'Vouliez-vous dire {keyword} ? Répondez {yes|OUI}.',
  contextRouted: 'Votre message a été transmis à {brand}, qui vous a écrit en dernier.',
  statusNone: "Vous n'avez aucun abonnement au {code}.",
  statusList: 'Vos abonnements : {services}. Répondez {stop|STOP} pour les résilier.',
  tooMany: 'Vous avez envoyé beaucoup de messages. Attendez un peu avant le prochain.',
  ratesStandard: "Prix d'un SMS selon votre offre",
  ratesFree: 'Nos messages sont gratuits',
  frequencyVaries: 'Fréquence variable',
  serviceAsk:
    'Abonnement {service} de {provider} : {trial} {price} {cycle}. Répondez {yes|OUI} pour vous abonner. Quitter : {stop|STOP}. Aide : {help|AIDE}.',
  serviceAskOnce:
    '{service} de {provider} : {price}, {cycle}. Répondez {yes|OUI} pour acheter. Refuser : {stop|STOP}. Aide : {help|AIDE}.',
  serviceAskReminder:
    'Nous attendons votre réponse : {service} de {provider}, {trial} {price} {cycle}. {yes|OUI} pour vous abonner, {stop|STOP} pour refuser. Aide : {help|AIDE}.',
  serviceWelcome:
    'Abonnement {service} de {provider} actif : {price} {cycle}, prochain paiement le {next}. Quitter : {stop|STOP}. Aide : {help|AIDE}.',
  serviceWelcomeOnce:
    '{service} de {provider} : achat de {price} enregistré, un seul paiement. Renoncer : {stop|STOP}. Aide : {help|AIDE}.',
  serviceTrialWelcome:
    "Abonnement {service} de {provider} actif : gratuit jusqu'au {next}, puis {price} {cycle}. Quitter : {stop|STOP}. Aide : {help|AIDE}.",
  serviceTrialEnding:
    "L'essai gratuit de {service} finit le {next}. Ensuite {price} {cycle}. Quitter : {stop|STOP}. Aide : {help|AIDE}.",
  serviceReceipt:
    "Paiement de {price} pour {service}, payé jusqu'au {next}. Quitter : {stop|STOP}. Aide : {help|AIDE}.",
  serviceReceiptOnce: 'Paiement unique de {price} pour {service}. Aide : {help|AIDE}.',
  serviceRenewalNotice:
    '{service} sera renouvelé le {next} : {price} {cycle}. Quitter : {stop|STOP}. Aide : {help|AIDE}.',
  serviceReminder:
    'Votre abonnement {service} de {provider} : {price} {cycle}, prochain paiement le {next}. Quitter : {stop|STOP}. Aide : {help|AIDE}.',
  serviceSpendReminder:
    'Vous avez dépensé {spent} pour {service}, qui revient à {price} {cycle}. Quitter : {stop|STOP}. Aide : {help|AIDE}.',
  servicePaymentFailed:
    "Le paiement de {price} pour {service} n'a pas abouti. Le service reprendra une fois payé. Quitter : {stop|STOP}. Aide : {help|AIDE}.",
  serviceGoodbye: 'Votre abonnement {service} de {provider} est résilié. Plus rien ne sera facturé.',
  serviceRefused: "{service} n'a pas pu démarrer et rien n'a été facturé. Aide : {help|AIDE}.",
  serviceContent: '{content}\n{price} {cycle}. Quitter : {stop|STOP}',
  serviceTrialFirst: 'essai gratuit ({days} j), puis',
  cycleDay: 'par jour',
  cycleWeek: 'par semaine',
  cycleFortnight: 'toutes les deux semaines',
  cycleMonth: 'par mois',
  cycleOnce: 'une seule fois',
  cycleMessage: 'par message',
};
