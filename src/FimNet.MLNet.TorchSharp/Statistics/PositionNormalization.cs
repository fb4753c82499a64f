namespace FimNet.MLNet.Statistics;

/// <summary>Makes the values of a map what they would be at an average place: value * gain + offset.</summary>
/// <param name="Gain">Of each pixel, row by row.</param>
/// <param name="Offset">Of each pixel, row by row.</param>
internal sealed record PositionNormalization(float[] Gain, float[] Offset);
