import type {
  ConfigurationProblem,
  ConfigurationProblemCode,
  ConfigurationProblemParams,
} from '../configuration-problems.ts';
import type { Requirement, RequirementCode, RequirementParams } from '../requirements.ts';

/** What the words of a problem need besides its figures. */
export interface ConfigurationSpeech {
  /** What a setting is for. */
  readonly describe: (setting: string) => string;
  /** What a value must be, put behind "X is wrong: " and behind a place in a file. */
  readonly requirement: (requirement: Requirement) => string;
}

/** All that is said of a configuration that is not usable. A language that lacks words for a code does not compile. */
export interface ConfigurationWords {
  /** Above the list of what is wrong. */
  readonly heading: string;
  readonly problems: {
    readonly [Code in ConfigurationProblemCode]: (
      params: ConfigurationProblemParams[Code],
      speech: ConfigurationSpeech,
    ) => string;
  };
  readonly requirements: {
    readonly [Code in RequirementCode]: (params: RequirementParams[Code]) => string;
  };
}

/** The words of one problem. */
export function configurationProblemSaid<Code extends ConfigurationProblemCode>(
  { code, params }: ConfigurationProblem<Code>,
  { problems, requirements }: ConfigurationWords,
  describe: ConfigurationSpeech['describe'],
): string {
  return problems[code](params, {
    describe,
    requirement: (requirement) => requirementSaid(requirement, requirements),
  });
}

function requirementSaid<Code extends RequirementCode>(
  { code, params }: Requirement<Code>,
  requirements: ConfigurationWords['requirements'],
): string {
  return requirements[code](params);
}
