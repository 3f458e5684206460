import { TopBar } from '../ui/top-bar.tsx';

/** Still to come. */
export default function WallScreen() {
  return <TopBar screen="wall" />;
}
