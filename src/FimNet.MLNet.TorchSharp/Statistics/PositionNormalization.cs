namespace FimNet.MLNet.Statistics;

/// <summary>Makes the values of a map what they would be at an average place: value + shift for what is looked at, mean + gain * (value + shift - mean) for the score.</summary>
/// <param name="Shift">Of each pixel, row by row.</param>
/// <param name="Gain">Of each pixel, row by row.</param>
/// <param name="Mean">Of the maps of good images.</param>
internal sealed record PositionNormalization(float[] Shift, float[] Gain, float Mean);
