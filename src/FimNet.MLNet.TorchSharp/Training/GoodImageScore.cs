using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Training;

/// <summary>What a model says of a good image.</summary>
/// <param name="Index">Of the image in the training data.</param>
/// <param name="Score">The raw score.</param>
/// <param name="Peak">The highest value of the anomaly map.</param>
internal readonly record struct GoodImageScore(int Index, float Score, float Peak)
{
    /// <param name="model">The model.</param>
    /// <param name="data">The images.</param>
    /// <param name="indices">Which of them.</param>
    /// <param name="checkAlive">Called before every image; throws to cancel.</param>
    public static IEnumerable<GoodImageScore> Of(FimNetModel model, TrainingData data, IEnumerable<int> indices, Action checkAlive)
    {
        using var session = new ScoringSession(model);
        var buffers = new ScoreBuffers();
        foreach (int index in indices)
        {
            checkAlive();
            ImageScores image = session.Run([data.GoodImage(index)], buffers, reconstruct: false)[0];
            yield return new GoodImageScore(index, image.Score, image.Map.ToArray().Max());
        }
    }
}
