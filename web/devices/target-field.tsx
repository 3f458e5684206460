import { useEffect, useId, useState } from 'react';

import type { DeviceTarget, DeviceTargets } from '#data/devices/device.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { nameIn, useWords, type Language } from '../words/words.ts';

/** After the last letter. */
const TYPED_MS = 200;

const lineOf = (language: Language, target: DeviceTarget): string => `${nameIn(language, target)} · ${target.code}`; // prettier-ignore

/** What a device is of, found by its name or code. Nothing typed is null, what is none of the list undefined. */
export function TargetField(props: {
  noun: DeviceTargets;
  label: string;
  hint: string;
  isRequired: boolean;
  onChoose: (target: DeviceTarget | null | undefined) => void;
}) {
  const { language } = useWords();
  const { noun, onChoose } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  // What was chosen is a line of the list: its code is looked for, for many have one name.
  const q = encodeURIComponent(asked.split(' · ').at(-1)!);
  const answer = useAnswer<{ targets: DeviceTarget[] }>(`/api/devices/targets?noun=${noun}&q=${q}`);
  const targets = answer.value?.targets;
  const chosen = typed.trim() === '' ? null : targets?.find((one) => lineOf(language, one) === typed.trim() || one.code === typed.trim()); // prettier-ignore
  useEffect(() => onChoose(chosen), [chosen, onChoose]);
  return (
    <div className="credential">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        list={`${id}-list`}
        value={typed}
        required={props.isRequired}
        maxLength={200}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyped(event.target.value)}
      />
      <datalist id={`${id}-list`}>
        {targets?.map((one) => (
          <option key={one.id} value={lineOf(language, one)} />
        ))}
      </datalist>
      <small id={`${id}-hint`}>{props.hint}</small>
    </div>
  );
}
