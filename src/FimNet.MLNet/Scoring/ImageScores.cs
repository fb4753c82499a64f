namespace FimNet.MLNet.Scoring;

/// <summary>What the graph says of one image: a view of the <see cref="ScoreBuffers"/> it was written to, good until they are written to again.</summary>
/// <param name="Score">The image's raw anomaly score.</param>
/// <param name="Map">Anomaly map, H x W values, row by row.</param>
/// <param name="Reconstruction">RGB bytes of the reconstruction at the model's size, H x W x 3; empty when nobody asked.</param>
internal readonly record struct ImageScores(float Score, ReadOnlyMemory<float> Map, ReadOnlyMemory<byte> Reconstruction);
