import type { BlockValue } from '../../stand-ins/slack/client-api.ts';
import type { Control } from '../blocks/parsed-block.ts';

/** By what a control is named, described and marked; goes onto the element that gets the focus. */
export interface Naming {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** A control that holds a value. */
export interface FieldProps<Kind extends Control['kind']> {
  readonly blockId: string;
  readonly control: Extract<Control, { kind: Kind }>;
  readonly value: BlockValue | null;
  readonly onChange: (value: BlockValue | null) => void;
  /** What was chosen before is still on its way. */
  readonly isBusy: boolean;
  readonly naming: Naming;
}

/**
 * What marks a busy control. It is not `disabled`: that would take the focus away from whoever uses the keyboard. Whoever draws it ignores
 * what is done to it meanwhile.
 */
export function busyMarks(isBusy: boolean): { 'aria-busy'?: true; 'aria-disabled'?: true } {
  return isBusy ? { 'aria-busy': true, 'aria-disabled': true } : {};
}
