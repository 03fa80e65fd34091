import type { SystemTexts } from '../text-key';

export const englishTexts: SystemTexts = {
  stopConfirmed: 'You are unsubscribed and will receive no more messages from {code}.',
  stopConfirmedNamed: 'You have left {name} and will receive no more of its messages from {code|us}.',
  stopConfirmedList:
    'You will receive no more messages from {code}. Stopped: {names}. To come back to one, text {example}.',
  stopAllConfirmed: 'All your subscriptions with us are stopped. You will receive no more messages.',
  stopMenu:
    'Which one shall we stop? {options}. Reply {stop|STOP ALL} to stop them all. Without an answer we stop them all.',
  stopNothing: 'You have no subscription on {code}. We will send you nothing.',
  stopOrAnswer: 'Did you want to leave? Reply {stop|STOP} to leave, or {option} to answer {word}.',
  intentConfirm: 'Do you want to stop all messages from {code}? Reply {stop|STOP} and we will send no more.',
  help: '{brand} on {code}. Questions: {contact}. To receive no more messages reply {stop|STOP}.',
  helpShared: 'On {code} you can reach: {services}. To receive no more messages reply {stop|STOP}.',
  startConfirmed: 'Welcome back: you can receive messages from {code} again. Reply {stop|STOP} to stop.',
  startNothing: 'Messages from {code} are not stopped for you. Reply {help|HELP} for help.',
  joinAskConfirm:
    '{brand}: join {list}? {frequency}. {rates}. Reply {yes|YES} to join. {stop|STOP} to stop, {help|HELP} for help.',
  joinWelcome:
    'Welcome to {list} by {brand}. {frequency}. {rates}. Reply {stop|STOP} to stop, {help|HELP} for help.',
  joinAlready: 'You are already on {list}. Reply {stop|STOP} to leave.',
  joinDeclined: 'All right: you have not joined {list}. We will send you nothing.',
  joinUnknown: 'There is no {name} here. You can join: {services}.',
  confirmExpired: 'Your answer came too late, so you have not joined {list}. To try again text {example}.',
  nothingToConfirm: 'There is nothing waiting for your answer. Reply {help|HELP} for help.',
  freeList: 'Free on this number: {services}. Reply {help|HELP} for help.',
  freeListEmpty: 'There is nothing to join on {code} at the moment.',
  unknown: 'Sorry, we did not understand your text to {code}. Reply {help|HELP} for help.',
  unknownPremium: 'Sorry, we did not understand your text to {code}. {charged} Reply {help|HELP} for help.',
  charged: 'You were charged for it.',
  notCharged: 'You were not charged for it.',
  notYet: '{keyword} has not opened yet. It opens on {opensAt}.',
  ended: '{keyword} has ended. Thank you for your text.',
  didYouMean: 'Did you mean {keyword}? Reply {yes|YES}.',
  contextRouted: 'Your text went to {brand}, who wrote to you last.',
  statusNone: 'You have no subscription on {code}.',
  statusList: 'Your subscriptions: {services}. Reply {stop|STOP} to stop them.',
  tooMany: 'That was a lot of texts. Please wait a while before the next one.',
  ratesStandard: 'Msg & data rates may apply',
  ratesFree: 'Our messages are free',
  frequencyVaries: 'Message frequency varies',
  serviceAsk:
    '{service} by {provider}: {trial} {price} {cycle}. Reply {yes|YES} to subscribe. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceAskOnce:
    '{service} by {provider}: {price}, paid {cycle}. Reply {yes|YES} to buy it. No: {stop|STOP}. Help: {help|HELP}.',
  serviceAskReminder:
    'Still waiting for your answer: {service} by {provider}, {trial} {price} {cycle}. {yes|YES} subscribes, {stop|STOP} declines. Help: {help|HELP}.',
  serviceWelcome:
    'Welcome to {service} by {provider}: {price} {cycle}, next payment {next}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceWelcomeOnce:
    '{service} by {provider} is yours for {price}, paid once. Changed your mind? {stop|STOP}. Help: {help|HELP}.',
  serviceTrialWelcome:
    'Welcome to {service} by {provider}: free until {next}, then {price} {cycle}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceTrialEnding:
    'Your free trial of {service} ends on {next}. After that it costs {price} {cycle}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceReceipt: 'Receipt: {price} for {service}, paid until {next}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceReceiptOnce: 'Receipt: {price} for {service}, paid once. Help: {help|HELP}.',
  serviceRenewalNotice:
    '{service} renews on {next} for {price} {cycle}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceReminder:
    'You subscribe to {service} by {provider}: {price} {cycle}, next payment {next}. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceSpendReminder:
    'You have spent {spent} on {service}, which costs {price} {cycle}. Leave: {stop|STOP}. Help: {help|HELP}.',
  servicePaymentFailed:
    'We could not take {price} for {service}. It goes on as soon as it is paid. Leave: {stop|STOP}. Help: {help|HELP}.',
  serviceGoodbye: 'You have left {service} by {provider}. Nothing more will be charged.',
  serviceRefused: '{service} could not be started for you, and nothing was charged. Help: {help|HELP}.',
  serviceContent: '{content}\n{price} {cycle}. Leave: {stop|STOP}',
  serviceTrialFirst: '{days}-day free trial, then',
  cycleDay: 'a day',
  cycleWeek: 'a week',
  cycleFortnight: 'every two weeks',
  cycleMonth: 'a month',
  cycleOnce: 'once',
  cycleMessage: 'a message',
};
