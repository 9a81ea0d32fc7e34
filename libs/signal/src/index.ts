export { fastLengthAbove, fastLengthBelow, fft, ifft, irfft, rfft } from './fft.ts';
export type { ComplexArray } from './fft.ts';
export { Room } from './room.ts';
export { coherentGain, makeWindow, noiseBandwidthBins } from './windows.ts';
export type { WindowKind } from './windows.ts';
export { amplitudeSpectrum, welch } from './spectrum.ts';
export type { Spectrum } from './spectrum.ts';
export { median, signalStatistics } from './statistics.ts';
export { runningMedian } from './running-median.ts';
export type { SignalStatistics } from './statistics.ts';
export { RangeMaximum } from './range-maximum.ts';
export { bandPass } from './filter.ts';
export {
  analyticSignal,
  bandAnalyticSignal,
  envelope,
  squaredEnvelopeSpectrum,
  squaredMagnitude,
} from './envelope.ts';
export { cepstrumPrewhiten, whitenedSpectrum } from './whitening.ts';
export { bandEnvelope, bandEnvelopeUpTo, bandTree, kurtogram, spectralKurtosis } from './bands.ts';
export type { Band, BandEnvelope } from './bands.ts';
export { bearingOrders, bearingOrdersFromBpfo } from './bearing.ts';
export type { BearingGeometry, BearingOrders } from './bearing.ts';
export { STANDARD_GRAVITY_M_PER_S2, velocityRmsMmPerS, velocityRmsOfSpectrum } from './velocity.ts';
export { maxDecimate, minMaxDecimate } from './decimate.ts';
export type { ThinnedLine } from './decimate.ts';
export { histogram, quantile } from './histogram.ts';
export type { Histogram } from './histogram.ts';
export { correlation, evenRun, joinByTime } from './joining.ts';
export type { EvenRun, JoinedValues, TimedValues } from './joining.ts';
export { orderSpectrum, toOrders } from './orders.ts';
export type { OrderSpectrum } from './orders.ts';
export { kurtogramMap } from './kurtogram-map.ts';
export type { KurtogramCell, KurtogramMap } from './kurtogram-map.ts';
export {
  angleGridFromSpeed,
  angleGridFromTacho,
  phaseTrack,
  resampleToAngle,
  samplesPerTurnFor,
} from './order-tracking.ts';
export type { AngleGrid, AngularSignal, PhaseTrack, SpeedTrace } from './order-tracking.ts';
