namespace FimNet.MLNet.Reports;

/// <summary>Which images of a report have pictures, decided as they come: the worst mistakes, or the highest alarms where there are no labels, and then the closest calls.</summary>
/// <param name="threshold">Scores above it are called defective.</param>
/// <param name="most">How many images have pictures.</param>
internal sealed class PictureRanking(float threshold, int most)
{
    // The lowest first, and of equal ones the latest.
    private readonly PriorityQueue<int, (double Rank, int Before)> _kept = new();

    /// <summary>Whether the next image has pictures for now.</summary>
    /// <param name="index">Its place among all, counted from 0.</param>
    /// <param name="score">Its score.</param>
    /// <param name="isDefective">Its label; null without one.</param>
    /// <param name="leaves">The image that loses its pictures to it, if one does.</param>
    public bool Enters(int index, double score, bool? isDefective, out int? leaves)
    {
        // Of an image without a label the alarm is what somebody must look at.
        bool comesFirst = score > threshold ? isDefective is not true : isDefective is true;
        (double Rank, int Before) priority = (Math.Abs(score - threshold) * (comesFirst ? 1 : -1), -index);
        leaves = _kept.Count < most ? null : most == 0 ? index : _kept.EnqueueDequeue(index, priority);
        if (leaves is null)
        {
            _kept.Enqueue(index, priority);
        }

        return leaves != index;
    }
}
