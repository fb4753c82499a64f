namespace FimNet.MLNet.Evaluation;

/// <summary>Between which values a figure lies with a given confidence.</summary>
internal readonly record struct ConfidenceInterval(double Low, double High);
