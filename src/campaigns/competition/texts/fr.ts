import type { CompetitionTexts } from '../competition-texts';

export const frenchCompetition: CompetitionTexts = {
  entered: 'Vous participez au tirage. Gardez votre mot de tirage : {nonce}. {charged}',
  numbered: 'Vous êtes le numéro {ordinal}. {charged}',
  lost: 'Pas de lot cette fois, mais votre participation compte. {charged}',
  won: 'Vous avez gagné : {prize} ! {brand} vous contactera. {charged}',
  alreadyWon: 'Vous avez déjà gagné : cette participation ne compte pas. {charged}',
  duplicate: 'Vous avez déjà participé : une seule participation par personne. {charged}',
  overLimit: 'Vous avez atteint la limite de {limit} participations : celle-ci ne compte pas. {charged}',
  tooSoon:
    'Trop tôt après votre dernière participation : celle-ci ne compte pas. Réessayez après {at}. {charged}',
  codeMissing: 'Votre message ne contient pas de code. Envoyez au {code} le code du paquet. {charged}',
  codeInvalid: "Ce code n'est pas valable. Vérifiez-le et renvoyez-le. {charged}",
  codeYours: 'Vous avez déjà envoyé ce code : il a été compté. {charged}',
  codeUsed: "Ce code a déjà été utilisé par quelqu'un d'autre. {charged}",
  codeExpired: 'Ce code a expiré. {charged}',
  cooling: 'Trop de codes erronés. Vous pourrez réessayer après {at}. {charged}',
  early: "Le jeu n'a pas encore commencé. Ouverture le {at}. {charged}",
  late: "Le jeu s'est terminé le {at} : votre participation est arrivée trop tard. {charged}",
  closed: 'Le jeu est fermé à cette heure : votre participation ne compte pas. {charged}',
  barred: 'Vous ne pouvez pas participer à ce jeu. {charged}',
  underAge: 'Il faut avoir au moins {age} ans pour participer : votre participation ne compte pas. {charged}',
  elsewhere: "Ce jeu n'est pas ouvert dans votre région. {charged}",
  soldOut: 'Tous les lots ont été gagnés : cette participation ne compte pas. {charged}',
  soldOutToday: "Les lots d'aujourd'hui ont tous été gagnés. Réessayez demain. {charged}",
  askBirthDate:
    'Pour participer, il faut avoir au moins {age} ans. Quelle est votre date de naissance ? Par exemple 21/03/1990',
  askBirthDateAgain: "Ce n'est pas une date. Envoyez votre date de naissance, par exemple 21/03/1990",
  ageUnknown: "Sans votre date de naissance, votre participation n'a pas pu être comptée. {charged}",
};
