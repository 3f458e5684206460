import './stopped-frame.css';

import { useConnection } from './use-live.ts';

/** A dashed frame over its positioned parent while the connection is cut: the picture is not the present. */
export function StoppedFrame() {
  return useConnection() === 'lost' ? <div className="stopped-frame" aria-hidden="true" /> : null;
}
