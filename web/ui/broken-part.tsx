import './notice.css';

import { Component, type ReactNode } from 'react';

import { useWords } from '../words/words.ts';

/** Keeps a fault in one part from taking the screen down: says so in its place, with ways on. */
export class BrokenPart extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: unknown) {
    console.error('a part of the screen failed', error);
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return <Broken again={() => this.setState({ failed: false })} />;
  }
}

function Broken({ again }: { again: () => void }) {
  const { words } = useWords();
  return (
    <div className="notice" role="alert">
      <h2>{words.broken.title}</h2>
      <p>{words.broken.sentence}</p>
      <p className="ways">
        <button type="button" className="button" onClick={again}>
          {words.broken.retry}
        </button>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {words.broken.reload}
        </button>
      </p>
    </div>
  );
}
