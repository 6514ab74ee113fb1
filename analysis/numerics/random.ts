export { GENERATOR_NAME, type Random, randomStream } from "../../experiments/random/randomStream.ts";
