import './toast.css';

import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

const SHOWN_MS = 6_000;

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says a sentence at the map's foot for six seconds, one at a time: only what no list shows. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

/** Around a screen; `<Toast>` is drawn in its positioned child. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<{ text: string; no: number } | null>(null);
  const say = useCallback((text: string) => {
    setToast((was) => ({ text, no: (was?.no ?? 0) + 1 }));
  }, []);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <ToastContext value={say}>
      {children}
      <div className="toast-place" role="status">
        {toast && (
          <p key={toast.no} className="toast">
            {toast.text}
          </p>
        )}
      </div>
    </ToastContext>
  );
}
