import { render } from '../../text/template';
import { flowKind } from '../flow/flow-kind';
import { pick } from '../texts-by-language';
import { surveyFlow } from './survey-flow';
import { isChosen, readSurvey, type SurveySettings } from './survey-settings';
import { SURVEY_TEXTS } from './survey-texts';

/** "SURVEY": question after question. What was answered is kept even when the rest never comes. */
export const survey = flowKind<SurveySettings>({
  name: 'survey',
  readSettings: (raw) => readSurvey(raw),
  flowsOf: (settings) => [surveyFlow(settings)],
  flowOf: (settings) => surveyFlow(settings),
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
  goesOnAfterClose: ({ finishAfterClose }) => finishAfterClose === true,
  tallied: ({ questions }) =>
    questions
      .filter((asked) => isChosen(asked) || asked.type === 'nps' || asked.type === 'csat')
      .map(({ name }) => name),

  open(turn, { outcome }) {
    const { settings, language, campaign } = turn;
    if (!settings.oncePerPerson || outcome !== 'completed') return { type: 'open', notes: {} };
    const template =
      pick({ ...SURVEY_TEXTS.already, ...settings.already }, language, campaign.language) ?? '';
    const values = {
      brand: turn.brandName,
      code: turn.shortcode.number,
      charged: turn.text('notCharged'),
    };
    return { type: 'shut', because: 'has answered the survey already', text: render(template, values) };
  },
});
