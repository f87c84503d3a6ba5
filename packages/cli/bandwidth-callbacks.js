#!/usr/bin/env node
// Committed, so that npm links the command before it is built.
import "./dist/main.js";
