using System.Globalization;

namespace FimNet.MLNet;

/// <summary>
/// Where a training writes checkpoints, and how often. A training with the same options and images that finds checkpoints in the folder continues after the
/// newest one and gives the model that an unbroken training gives.
/// </summary>
/// <remarks>
/// A folder belongs to one training: it holds its two newest checkpoints, about 115 MB each, and a file that is locked while a process trains. The checkpoint
/// of a finished training stays; training once more gives its model again at once, also with another way of scoring. Delete the folder to start anew.
/// </remarks>
public sealed class TrainingCheckpoints
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>Checkpoints in a folder.</summary>
    /// <param name="folder">A folder for this training alone; it is made if it does not exist.</param>
    public TrainingCheckpoints(string folder)
    {
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// Time from one checkpoint to the next: zero to one day. The next one is that of the first step whose number is a multiple of 10 after this time; the end of a
    /// stage has one in any case, and so has a training that is cancelled, of the last such step. Default: 60 seconds.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="ArgumentException">The folder's name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of its range.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Folder))
        {
            throw new ArgumentException($"{nameof(Folder)} of the checkpoints is blank; it must be the name of a folder.", nameof(Folder));
        }

        if (Interval < TimeSpan.Zero || Interval > LongestInterval)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Interval), Interval, string.Create(CultureInfo.InvariantCulture, $"{nameof(Interval)} of the checkpoints is {Interval}; it must be between 0 and {LongestInterval}."));
        }
    }
}
