import { TopBar } from '../ui/top-bar.tsx';

/** Still to come. */
export default function WatchScreen() {
  return <TopBar screen="watch" />;
}
