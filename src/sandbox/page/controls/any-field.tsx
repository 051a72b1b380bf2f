import type { Control } from '../blocks/parsed-block.ts';
import { CheckboxesField } from './checkboxes-field.tsx';
import { ConversationSelectField } from './conversation-select-field.tsx';
import { DateTimeField } from './date-time-field.tsx';
import { ExternalSelectField } from './external-select-field.tsx';
import { MultiExternalSelectField } from './multi-external-select-field.tsx';
import type { FieldProps } from './field.ts';
import { RadioField } from './radio-field.tsx';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';
import { UserSelectField } from './user-select-field.tsx';

/** Any control but a button, which holds nothing. */
export function AnyField(props: FieldProps<Control['kind']>) {
  const { control, ...rest } = props;
  switch (control.kind) {
    case 'button':
      return null;
    case 'select':
    case 'radio': {
      return control.kind === 'select' ? (
        <SelectField control={control} {...rest} />
      ) : (
        <RadioField control={control} {...rest} />
      );
    }
    case 'checkboxes':
      return <CheckboxesField control={control} {...rest} />;
    case 'external-select':
      return <ExternalSelectField control={control} {...rest} />;
    case 'multi-external-select':
      return <MultiExternalSelectField control={control} {...rest} />;
    case 'user-select':
      return <UserSelectField control={control} {...rest} />;
    case 'conversation-select':
      return <ConversationSelectField control={control} {...rest} />;
    case 'text':
      return <TextField control={control} {...rest} />;
    case 'date-time':
      return <DateTimeField control={control} {...rest} />;
  }
}
