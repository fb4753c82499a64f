namespace FimNet.MLNet.Calibration;

/// <summary>A threshold, and what is promised of it.</summary>
/// <param name="Threshold">Scores above it are found.</param>
/// <param name="ExpectedFalseAlarmRate">See <see cref="ThresholdCalibration.ExpectedFalseAlarmRate"/>.</param>
/// <param name="FalseAlarmRateBound">See <see cref="ThresholdCalibration.FalseAlarmRateBound"/>.</param>
internal readonly record struct ThresholdChoice(float Threshold, double? ExpectedFalseAlarmRate = null, double? FalseAlarmRateBound = null);
