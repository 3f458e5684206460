import { createContext } from 'react';

/** Whether visitors see this wall: the server keeps from it what is anybody's own, and it says so. */
export const VisitorSafe = createContext(false);
