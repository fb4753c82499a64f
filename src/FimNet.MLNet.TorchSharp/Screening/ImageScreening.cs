using FimNet.MLNet.Statistics;
using FimNet.MLNet.Training;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Screening;

/// <summary>Finds images among the good ones that do not look like the others.</summary>
internal static class ImageScreening
{
    // Scoring this many takes seconds beside a training of minutes, and a tenth of a percent of defective ones among them is found.
    private const int MostScored = 500;

    private const int MostListed = 10;

    /// <param name="data">The images.</param>
    /// <param name="groups">Images with the scores that one model gave them each.</param>
    /// <returns>The images, those that stand out most first.</returns>
    public static IReadOnlyList<ScreenedImage> Rank(TrainingData data, IReadOnlyList<GoodImageScore[]> groups)
    {
        double[][] deviations = RobustDeviations.Of([.. groups.Select(group => Array.ConvertAll(group, image => image.Score))]);
        return groups.Zip(deviations)
            .SelectMany(group => group.First.Zip(group.Second, (image, deviation) => new ScreenedImage(image.Index, data.Describe(image.Index), image.Score, deviation)))
            .OrderByDescending(image => image.Deviations)
            .ToArray();
    }

    /// <summary>Warns of images that stand out among those of a training, and of a training on one image many times.</summary>
    /// <param name="data">The images.</param>
    /// <param name="model">The model that was trained on them.</param>
    /// <param name="channel">Where to warn.</param>
    /// <param name="checkAlive">Called before every image; throws to cancel.</param>
    public static void Warn(TrainingData data, FimNetTransformer model, IChannel channel, Action checkAlive)
    {
        if (data.AllAlike)
        {
            channel.Warning(MessageSensitivity.None, $"All {data.Count} training images have the same pixels. A model of one picture calls every other one defective; give images of different pieces.");
            return;
        }

        int[] sample = Sample(data.Count);
        if (sample.Length < RobustDeviations.FewestValues)
        {
            return;
        }

        ScreenedImage[] suspicious = Rank(data, [[.. GoodImageScore.Of(model.Model, data, sample, checkAlive)]]).Where(image => image.IsSuspicious).ToArray();
        if (suspicious.Length > 0)
        {
            string listed = string.Join("; ", suspicious.Take(MostListed));
            string more = suspicious.Length > MostListed ? $"; and {suspicious.Length - MostListed} more" : "";
            channel.Warning(
                MessageSensitivity.UserData,
                $"{suspicious.Length} of {sample.Length} training images do not look like the others: {listed}{more}. Look at them; if they are defective, remove them and train again. "
                + $"{nameof(FimNetTrainer)}.{nameof(FimNetTrainer.Screen)} scores every image with a model that has not seen it.");
        }
    }

    private static int[] Sample(int count)
    {
        int scored = Math.Min(count, MostScored);
        return Enumerable.Range(0, scored).Select(i => (int)((long)i * count / scored)).ToArray();
    }
}
