import { TopBar } from '../ui/top-bar.tsx';

/** Still to come. */
export default function PatrolScreen() {
  return <TopBar screen="patrol" />;
}
