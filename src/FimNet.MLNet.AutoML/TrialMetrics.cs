namespace FimNet.MLNet.AutoML;

/// <summary>What a model reached on the validation set.</summary>
/// <param name="ImageAuRoc">Area under the ROC curve of whole images, 0 to 1.</param>
/// <param name="PixelAuRoc">Area under the ROC curve of pixels, 0 to 1; <see langword="null"/> where a defective image has no mask.</param>
/// <param name="AuPro">Area under the per-region overlap curve up to a false-positive rate of 0.3, 0 to 1; <see langword="null"/> where a defective image has no mask.</param>
/// <param name="FalseAlarmRate">The share of good images above the threshold at which the experiment's miss rate is reached, 0 to 1: that of its metric, or 0.05.</param>
public sealed record TrialMetrics(double ImageAuRoc, double? PixelAuRoc, double? AuPro, double FalseAlarmRate);
