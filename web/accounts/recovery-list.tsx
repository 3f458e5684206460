import { fileName, saveText } from '../ui/save-file.ts';
import { useWords } from '../words/words.ts';

/** Recovery codes, shown this once. */
export function RecoveryList(props: { name: string; codes: string[]; onDone: () => void }) {
  const { words } = useWords();
  const says = words.accounts.code;
  const save = (): void =>
    saveText(fileName([words.product, says.recovery, props.name], 'txt'), 'text/plain', `${props.codes.join('\n')}\n`); // prettier-ignore
  return (
    <div className="recovery" role="status">
      <p>{says.keep}</p>
      <ul>
        {props.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="button small" autoFocus onClick={save}>
          {says.save}
        </button>
        <button type="button" className="button small primary" onClick={props.onDone}>
          {says.kept}
        </button>
      </div>
    </div>
  );
}
