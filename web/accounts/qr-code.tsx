import { useEffect, useState } from 'react';

/** A text as a QR code, dark on light in either theme, for cameras expect that. Empty until it is drawn. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [rows, setRows] = useState<boolean[][]>([]);
  useEffect(() => {
    let isGone = false;
    void import('uqr').then(({ encode }) => {
      if (!isGone) setRows(encode(text, { ecc: 'M', border: 4 }).data);
    });
    return () => void (isGone = true);
  }, [text]);
  const squares = rows.flatMap((row, y) =>
    row.flatMap((is, x) => (is ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${rows.length || 1} ${rows.length || 1}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={squares.join('')} />
    </svg>
  );
}
