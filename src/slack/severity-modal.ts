import { SEVERITIES, type Severity } from '../incidents/fact.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { input, option, plainText, type Modal } from './blocks.ts';
import { writeIncidentOrigin, type IncidentOrigin } from './incident-target.ts';
import { validModal } from './validate-message.ts';

/** The field's block id; its control has the same action id. */
export const SEVERITY = 'severity';

/** Asks how severe an incident is. */
export function severityModal(carried: IncidentOrigin, now: Severity, { incidents }: SlackWords): Modal {
  const { severity: says, open } = incidents;
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.severity,
    private_metadata: writeIncidentOrigin(carried),
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      input(SEVERITY, says.label, {
        type: 'radio_buttons',
        action_id: SEVERITY,
        options: SEVERITIES.map((each) => option(each, open.severities[each])),
        initial_option: option(now, open.severities[now]),
      }),
    ],
  });
}
