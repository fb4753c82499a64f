namespace FimNet.MLNet.Scoring;

/// <summary>What the graph says of one image.</summary>
/// <param name="Score">The image's raw anomaly score.</param>
/// <param name="Map">Anomaly map, H x W values, row by row.</param>
/// <param name="Reconstruction">RGB bytes of the reconstruction at the model's size, or null when nobody asked.</param>
internal sealed record ImageScores(float Score, float[] Map, RgbImage? Reconstruction);
