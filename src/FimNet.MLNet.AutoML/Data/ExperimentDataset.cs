using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>The views that the user gave.</summary>
/// <param name="Training">Good images.</param>
/// <param name="Validation">Images with labels, or good ones to make defects in; null to hold some of the training images back.</param>
/// <param name="Fraction">The share to hold back; null for the usual one.</param>
internal sealed record ExperimentDataset(IDataView Training, IDataView? Validation, double? Fraction);
